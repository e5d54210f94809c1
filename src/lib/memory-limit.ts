import { getHeapStatistics } from 'node:v8';

/**
 * What one of so many processes may fill, in bytes: the engine's limit of the heap (`--max-old-space-size`, or what it
 * made of the machine), or its part of the container's memory where that is less.
 */
export function memoryLimitBytes(processes: number): number {
  const heap = getHeapStatistics().heap_size_limit;
  const container = process.constrainedMemory?.() ?? 0;
  return container > 0 ? Math.min(heap, container / processes) : heap;
}

/** What the heap holds now and what it refers to outside of it, in bytes; garbage that was not collected yet included. */
export function memoryInUseBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
