'use strict';
// socket.io's way of several nodes: names are rooms, the Redis adapter carries what is sent to
// them. Arguments: the port (0: any), the Redis' port, and "exact" to answer whether anybody was
// there on any node, as Pushpoint does; without it the answer is a guess: yes. Prints its address.

const http = require('node:http');
const express = require('express');
const { Server } = require('socket.io');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');

const [port, redisPort, mode] = process.argv.slice(2);

async function main() {
  const publishing = createClient({ url: `redis://127.0.0.1:${redisPort}` });
  const subscribing = publishing.duplicate();
  await Promise.all([publishing.connect(), subscribing.connect()]);
  const app = express();
  const server = http.createServer(app);
  const io = new Server(server, { transports: ['websocket'], serveClient: false });
  io.adapter(createAdapter(publishing, subscribing));
  app.use(express.json());

  io.on('connection', (socket) => {
    socket.join(String(socket.handshake.query.name));
  });

  app.post('/rest/message', async (request, response) => {
    const { from, to, content } = request.body;
    if (mode === 'exact' && (await io.in(to).fetchSockets()).length === 0) {
      return response.json({ succeed: false });
    }
    io.to(to).emit('message', { from, content });
    return response.json({ succeed: true });
  });

  server.keepAliveTimeout = 60000;
  server.listen({ port: Number(port ?? 0), host: '127.0.0.1', backlog: 4096 }, () => {
    console.log(`listening on http://127.0.0.1:${server.address().port}`);
  });
}

main();
