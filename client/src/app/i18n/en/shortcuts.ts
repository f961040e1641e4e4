export const shortcuts = {
  title: 'Keyboard shortcuts',
  close: 'Close',
  search: 'Search chats',
  newChat: 'New chat',
  inspector: 'Inspector',
  send: 'Send the message',
  newLine: 'New line',
  stop: 'Stop the answer, close what is open',
  list: 'This list',
};
