export const shortcuts = {
  title: 'キーボードショートカット',
  close: '閉じる',
  search: 'チャットを検索',
  newChat: '新しいチャット',
  inspector: 'インスペクター',
  send: 'メッセージを送信',
  newLine: '改行',
  stop: '回答を停止する、開いているものを閉じる',
  list: 'この一覧',
};
