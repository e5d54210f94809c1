import { listenOnLoopback, portFromEnvironment, serviceFromEnvironment } from '../loopback.js';
import { createBot } from './bot.js';

const bot = createBot(serviceFromEnvironment(), process.env as Record<string, string>);
const url = await listenOnLoopback(bot, portFromEnvironment(3978));
console.log(`Bot: ${url}/api/messages`);
