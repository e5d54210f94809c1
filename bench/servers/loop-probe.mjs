import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded beside the service: answers every message with the longest that the event loop was held since the last, in ms. */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', () => {
  process.send(delay.max / 1e6);
  delay.reset();
});
process.channel.unref();
