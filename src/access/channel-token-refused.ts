/** The token does not let its bearer speak for a channel; `status` is 401 or 403. */
export class ChannelTokenRefusedError extends Error {
  readonly status: 401 | 403;

  constructor(status: 401 | 403, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ChannelTokenRefusedError';
    this.status = status;
  }
}
