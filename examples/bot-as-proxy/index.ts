import { listenOnLoopback, portFromEnvironment, serviceFromEnvironment } from '../loopback.js';
import { createBot } from './bot.js';

const { HUB_URL: hub = 'http://127.0.0.1:9090' } = process.env;
const url = await listenOnLoopback(createBot({ ...serviceFromEnvironment(), hub }), portFromEnvironment(3978));
console.log(`Bot: ${url}/api/messages`);
