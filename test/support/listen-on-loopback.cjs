// Loaded into a program that would listen on every interface: it then listens on this machine only.
const { Server } = require('node:net');

const { listen } = Server.prototype;
Server.prototype.listen = function (port, ...rest) {
  return Number.isInteger(Number(port)) && typeof rest[0] !== 'string'
    ? listen.call(this, { port: Number(port), host: '127.0.0.1' }, ...rest)
    : listen.call(this, port, ...rest);
};
