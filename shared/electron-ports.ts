/**
 * How the page gets its two ports in Electron: it posts `portsWanted` to its own window, the preload passes that on, and
 * main answers with a `portsHandedOver` message whose `ports` are [control plane, terminal plane].
 */
export const portsWanted = "fairlead-ports-wanted";
export const portsHandedOver = "fairlead-ports";

/** The query of the page in a window that was opened beside others: it begins a session of its own. */
export const furtherWindow = "?window=further";
