import { createBot } from './bot.js';

const { SERVICE_URL = 'http://127.0.0.1:8080', PORT = '3978', ...environment } = process.env as Record<string, string>;
createBot(SERVICE_URL, environment).listen(Number(PORT), () =>
  console.log(`Bot: http://127.0.0.1:${PORT}/api/messages`),
);
