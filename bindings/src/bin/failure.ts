// What ends a command, and with which exit code.

/** 1: data or models are not as they must be. 2: the command is not. 130: Ctrl-C. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

export const misused = (message: string): never => {
  throw new Failure(message, 2);
};
