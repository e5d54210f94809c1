import { watchLoad } from './load.js';

/** How much the service takes on at a time. */
export interface BulkheadSettings {
  /** Requests being answered. */
  readonly mostInFlight: number;
  /** How late a timer may fire, in ms, before requests are turned away: the delay of the event loop. */
  readonly mostLoopDelayMs: number;
  /** Bytes of the bodies of all requests that are being read or answered. */
  readonly mostBodyBytes: number;
  /** Memory in use, in bytes, before requests are turned away. */
  readonly mostMemoryBytes: number;
}

/** What one request takes up. */
export interface Stay {
  /** Makes room for so many more bytes of the request's body, or not. */
  hold(bytes: number): boolean;
  /** Begins to answer the request, or not. */
  enter(): boolean;
  /** Gives back all that was taken; again is nothing. */
  leave(): void;
}

/** Keeps the service quick for those it takes by turning others away early. */
export interface Bulkhead {
  /** Whether to turn a request away before anything of it is read. */
  isOverloaded(): boolean;
  /** Takes nothing yet. Whoever was given a stay must `leave`. */
  admit(caller: string): Stay;
  readonly inFlight: number;
  readonly bodyBytes: number;
  /** How late the event loop came round each of the last three times, at least, in ms. */
  readonly loopDelayMs: number;
  close(): void;
}

/** The share of the requests being answered that one caller may have. */
const mostOfRequests = 0.75;
/** A body of so many bytes is small: there is room for it when there is none for others, so that users are still heard. */
const smallBody = 64 * 1024;
/** What bodies may fill of all room: in all, and of one caller. */
const roomFor = { small: { all: 1, caller: 0.75 }, large: { all: 0.75, caller: 0.5 } } as const;
/** Some are always taken: who takes nothing on collects no garbage. */
const mostTurnedAway = 0.95;

/** What requests take up together: those of one caller, or all. */
interface Taken {
  stays: number;
  inFlight: number;
  bytes: number;
}

/**
 * A single thread is overloaded when its event loop comes round late: every request then waits that long, however quick
 * it is itself. The share turned away grows with the delay, so that what is taken on stays about what can be done. Memory
 * is kept by counting the bytes of bodies, of which no caller may have all, and by turning away more and more when it is
 * nearly full.
 */
export function createBulkhead(settings: BulkheadSettings): Bulkhead {
  const { mostInFlight, mostLoopDelayMs, mostMemoryBytes } = settings;
  const callers = new Map<string, Taken>();
  const load = watchLoad();
  const all: Taken = { stays: 0, inFlight: 0, bytes: 0 };

  return {
    isOverloaded() {
      if (all.inFlight >= mostInFlight) return true;
      const late = load.loopDelayMs > mostLoopDelayMs ? 1 - mostLoopDelayMs / load.loopDelayMs : 0;
      const full = load.memoryBytes > mostMemoryBytes ? (load.memoryBytes / mostMemoryBytes - 1) * 10 : 0;
      return (late > 0 || full > 0) && Math.random() < Math.min(mostTurnedAway, Math.max(late, full));
    },
    admit(caller) {
      const own = callers.get(caller) ?? { stays: 0, inFlight: 0, bytes: 0 };
      if (own.stays++ === 0) callers.set(caller, own);
      const isTight = () => load.memoryBytes > mostMemoryBytes;
      return createStay({ settings, all, own, isTight, onLeft: () => callers.delete(caller) });
    },
    get inFlight() {
      return all.inFlight;
    },
    get bodyBytes() {
      return all.bytes;
    },
    get loopDelayMs() {
      return load.loopDelayMs;
    },
    close: load.close,
  };
}

interface StayParts {
  readonly settings: BulkheadSettings;
  readonly all: Taken;
  readonly own: Taken;
  /** Whether there is memory for small bodies only. */
  isTight(): boolean;
  /** Told when nothing of the caller is left. */
  onLeft(): void;
}

function createStay({ settings, all, own, isTight, onLeft }: StayParts): Stay {
  const { mostInFlight, mostBodyBytes } = settings;
  let entered = 0;
  let held = 0;
  let left = false;

  function fits(bytes: number): boolean {
    const isSmall = held + bytes <= smallBody;
    if (!isSmall && isTight()) return false;
    const room = isSmall ? roomFor.small : roomFor.large;
    return all.bytes + bytes <= mostBodyBytes * room.all && own.bytes + bytes <= mostBodyBytes * room.caller;
  }

  return {
    hold(bytes) {
      if (left || !fits(bytes)) return false;
      held += bytes;
      own.bytes += bytes;
      all.bytes += bytes;
      return true;
    },
    enter() {
      if (left || all.inFlight >= mostInFlight || own.inFlight >= Math.ceil(mostInFlight * mostOfRequests))
        return false;
      entered = 1;
      own.inFlight++;
      all.inFlight++;
      return true;
    },
    leave() {
      if (left) return;
      left = true;
      own.inFlight -= entered;
      all.inFlight -= entered;
      own.bytes -= held;
      all.bytes -= held;
      if (--own.stays === 0) onLeft();
    },
  };
}
