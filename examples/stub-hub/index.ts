import { listenOnLoopback, portFromEnvironment } from '../loopback.js';
import { createHub } from './hub.js';

const { BOT_EVENTS: botEvents = 'http://127.0.0.1:3978/hub-events' } = process.env;
const url = await listenOnLoopback(createHub({ botEvents }), portFromEnvironment(9090));
console.log(`Stub hub, with a page for its agents: ${url}`);
