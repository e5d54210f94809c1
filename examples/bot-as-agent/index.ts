import { createBot } from './bot.js';

const { SERVICE_URL = 'http://127.0.0.1:8080', PORT = '3978' } = process.env;
createBot(SERVICE_URL).listen(Number(PORT), () => console.log(`Bot: http://127.0.0.1:${PORT}/api/messages`));
