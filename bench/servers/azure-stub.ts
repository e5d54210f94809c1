import { startAzureStub } from '../../test/support/azure-stub.js';

/** The stub in a process of its own, so that what it costs is not counted as ours. */
const stub = await startAzureStub({ latencyMs: Number(process.argv[2]) });
setInterval(() => stub.calls.splice(0), 500).unref();
process.on('disconnect', () => void stub.close());
process.send?.(stub.endpoint);
