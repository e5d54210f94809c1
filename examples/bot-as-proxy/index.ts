import { createBot } from './bot.js';

const {
  SERVICE_URL: service = 'http://127.0.0.1:8080',
  HUB_URL: hub = 'http://127.0.0.1:9090',
  PORT = '3978',
} = process.env;
createBot({ service, hub }).listen(Number(PORT), () => console.log(`Bot: http://127.0.0.1:${PORT}/api/messages`));
