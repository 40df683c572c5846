import type { PathPattern } from "./path-pattern.ts";

/** Disks and parts of them as they are named by Linux and others, and memory itself. */
const disk =
  /^\/dev\/(sd[a-z]|hd[a-z]|vd[a-z]|xvd[a-z]|nvme\d|mmcblk\d|md\d|dm-\d|mapper\/|disk|rdisk|loop\d|nbd\d|sr\d|ada\d|da\d|zd\d|bcache\d|pmem\d|drbd\d|mem|kmem|port)/;

const wholeDisk =
  /^\/dev\/(sd[a-z]+|hd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme\d+n\d+|nvme\d+|mmcblk\d+|r?disk\d+|md\d+|dm-\d+|ada\d+|da\d+|mapper\/[^/]+|disk\/by-[a-z]+\/[^/]+|mem|kmem)$/;

/** Whether writing there overwrites a disk, a part of one or the memory. */
export const isDisk = (path: PathPattern): boolean => disk.test(path);

/** Whether it is a whole disk, named letter by letter. */
export const isWholeDisk = (path: PathPattern): boolean => wholeDisk.test(path);
