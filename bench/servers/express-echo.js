// A bare Express 5 application that parses the body and sends it back: what Express itself costs.
import express from 'express';

const app = express();
app.post('/evaluate', express.json({ limit: '1mb' }), (req, res) => res.json(req.body));
const server = app.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});
