'use strict';
// The usual way: a map from name to sockets, a route to publish. Prints its address and serves
// until it is ended.

const express = require('express');
const expressWs = require('express-ws');

const app = express();
expressWs(app);
app.use(express.json());

const socketsByName = new Map();

app.ws('/ws/:name', (socket, request) => {
  const { name } = request.params;
  const sockets = socketsByName.get(name) ?? new Set();
  socketsByName.set(name, sockets.add(socket));
  socket.on('close', () => {
    sockets.delete(socket);
    if (sockets.size === 0 && socketsByName.get(name) === sockets) socketsByName.delete(name);
  });
});

app.post('/rest/message', (request, response) => {
  const { from, to, content } = request.body;
  const sockets = socketsByName.get(to);
  if (!sockets) return response.json({ succeed: false, msg: '对方不在线' });
  const text = JSON.stringify({ from, content });
  for (const socket of sockets) socket.send(text);
  return response.json({ succeed: true });
});

const server = app.listen({ port: Number(process.argv[2] ?? 0), host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
// Kept-alive connections of the generator must not be closed under its feet.
server.keepAliveTimeout = 60000;
