import { archivesPrograms } from "./archives.ts";
import { backupPrograms } from "./backup.ts";
import { bootAndLabelsPrograms } from "./boot-and-labels.ts";
import { buildToolsPrograms } from "./build-tools.ts";
import { certificatesPrograms } from "./certificates.ts";
import { cloudPrograms } from "./cloud.ts";
import { clustersPrograms } from "./clusters.ts";
import { comparingPrograms } from "./comparing.ts";
import { compressionPrograms } from "./compression.ts";
import { configurationManagementPrograms } from "./configuration-management.ts";
import { containerRuntimesPrograms } from "./container-runtimes.ts";
import { containersPrograms } from "./containers.ts";
import { coreutilsPrograms } from "./coreutils.ts";
import { databasesPrograms } from "./databases.ts";
import { databasesOthersPrograms } from "./databases-others.ts";
import { diskHealthPrograms } from "./disk-health.ts";
import { disksPrograms } from "./disks.ts";
import { editorsAndPagersPrograms } from "./editors-and-pagers.ts";
import { fileRemovalPrograms } from "./file-removal.ts";
import { fileSystemsPrograms } from "./file-systems.ts";
import { filesPrograms } from "./files.ts";
import { firewallPrograms } from "./firewall.ts";
import { hardwarePrograms } from "./hardware.ts";
import { hashesPrograms } from "./hashes.ts";
import { infrastructurePrograms } from "./infrastructure.ts";
import { interpretersPrograms } from "./interpreters.ts";
import { kubernetesPrograms } from "./kubernetes.ts";
import { kubernetesToolsPrograms } from "./kubernetes-tools.ts";
import { languagePackagesPrograms } from "./language-packages.ts";
import { logsPrograms } from "./logs.ts";
import { macosPrograms } from "./macos.ts";
import { mailPrograms } from "./mail.ts";
import { measuringPrograms } from "./measuring.ts";
import { monitoringPrograms } from "./monitoring.ts";
import { networkSetupPrograms } from "./network-setup.ts";
import { networkStatePrograms } from "./network-state.ts";
import { networkToolsPrograms } from "./network-tools.ts";
import { networkTrafficPrograms } from "./network-traffic.ts";
import { opensslPrograms } from "./openssl.ts";
import { packagesDebianPrograms } from "./packages-debian.ts";
import { packagesOtherPrograms } from "./packages-other.ts";
import { packagesRpmPrograms } from "./packages-rpm.ts";
import { partitionsPrograms } from "./partitions.ts";
import { permissionsPrograms } from "./permissions.ts";
import { poolsPrograms } from "./pools.ts";
import { processesPrograms } from "./processes.ts";
import type { Program } from "./program.ts";
import { resourcesPrograms } from "./resources.ts";
import { searchPrograms } from "./search.ts";
import { securityPrograms } from "./security.ts";
import { servicesPrograms } from "./services.ts";
import { storageClustersPrograms } from "./storage-clusters.ts";
import { structuredTextPrograms } from "./structured-text.ts";
import { systemInformationPrograms } from "./system-information.ts";
import { systemdPrograms } from "./systemd.ts";
import { systemdInspectionPrograms } from "./systemd-inspection.ts";
import { terminalPrograms } from "./terminal.ts";
import { textPrograms } from "./text.ts";
import { timeAndLoginPrograms } from "./time-and-login.ts";
import { transferPrograms } from "./transfer.ts";
import { transferSyncPrograms } from "./transfer-sync.ts";
import { usersPrograms } from "./users.ts";
import { versionControlPrograms } from "./version-control.ts";
import { versionControlOthersPrograms } from "./version-control-others.ts";
import { virtualizationPrograms } from "./virtualization.ts";
import { volumesPrograms } from "./volumes.ts";
import { webServersPrograms } from "./web-servers.ts";

/** Every program that is described. A name may stand only once. */
export const allPrograms: readonly Program[] = [
  ...archivesPrograms,
  ...backupPrograms,
  ...bootAndLabelsPrograms,
  ...buildToolsPrograms,
  ...certificatesPrograms,
  ...cloudPrograms,
  ...comparingPrograms,
  ...compressionPrograms,
  ...configurationManagementPrograms,
  ...containerRuntimesPrograms,
  ...containersPrograms,
  ...coreutilsPrograms,
  ...databasesOthersPrograms,
  ...databasesPrograms,
  ...diskHealthPrograms,
  ...disksPrograms,
  ...editorsAndPagersPrograms,
  ...fileRemovalPrograms,
  ...fileSystemsPrograms,
  ...filesPrograms,
  ...firewallPrograms,
  ...hardwarePrograms,
  ...hashesPrograms,
  ...infrastructurePrograms,
  ...interpretersPrograms,
  ...kubernetesPrograms,
  ...kubernetesToolsPrograms,
  ...languagePackagesPrograms,
  ...logsPrograms,
  ...macosPrograms,
  ...mailPrograms,
  ...measuringPrograms,
  ...networkSetupPrograms,
  ...networkStatePrograms,
  ...networkToolsPrograms,
  ...networkTrafficPrograms,
  ...opensslPrograms,
  ...packagesDebianPrograms,
  ...packagesOtherPrograms,
  ...packagesRpmPrograms,
  ...partitionsPrograms,
  ...permissionsPrograms,
  ...poolsPrograms,
  ...processesPrograms,
  ...resourcesPrograms,
  ...searchPrograms,
  ...securityPrograms,
  ...servicesPrograms,
  ...structuredTextPrograms,
  ...systemInformationPrograms,
  ...terminalPrograms,
  ...textPrograms,
  ...timeAndLoginPrograms,
  ...transferPrograms,
  ...transferSyncPrograms,
  ...usersPrograms,
  ...versionControlOthersPrograms,
  ...versionControlPrograms,
  ...virtualizationPrograms,
  ...volumesPrograms,
  ...webServersPrograms,
  ...monitoringPrograms,
  ...storageClustersPrograms,
  ...clustersPrograms,
  ...systemdPrograms,
  ...systemdInspectionPrograms,
];
