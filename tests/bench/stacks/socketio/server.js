'use strict';
// Names are rooms; a route publishes to a room. Prints its address and serves until it is ended.

const http = require('node:http');
const express = require('express');
const { Server } = require('socket.io');

const app = express();
const server = http.createServer(app);
const io = new Server(server, { transports: ['websocket'], serveClient: false });
app.use(express.json());

io.on('connection', (socket) => {
  socket.join(String(socket.handshake.query.name));
});

app.post('/rest/message', (request, response) => {
  const { from, to, content } = request.body;
  if (!io.sockets.adapter.rooms.has(to)) return response.json({ succeed: false });
  io.to(to).emit('message', { from, content });
  return response.json({ succeed: true });
});

server.keepAliveTimeout = 60000;
server.listen({ port: Number(process.argv[2] ?? 0), host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
