import { listenOnLoopback, portFromEnvironment, serviceFromEnvironment } from '../loopback.js';
import { createBot } from './bot.js';

const url = await listenOnLoopback(createBot(serviceFromEnvironment()), portFromEnvironment(3978));
console.log(`Bot: ${url}/api/messages`);
