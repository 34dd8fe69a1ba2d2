import type { Page } from 'playwright-core';

/** The page's WebSockets, which it has for desktops only: those that were opened, and those that ended. */
export class Sockets {
  readonly opened: string[] = [];
  readonly closed: string[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      this.opened.push(socket.url());
      socket.on('close', () => this.closed.push(socket.url()));
    });
  }
}
