import os from 'node:os';

/** Who runs a command of the operator: the user of the operating system, as the access log names it. */
export const operator = () => `ops:${os.userInfo().username}`;
