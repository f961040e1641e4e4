import { titleOf } from './title.js';

describe('titleOf', () => {
  it('takes the first line with words, white space folded', () =>
    expect(titleOf('\n \t\n  How   do I\ttravel?  \nmore')).toBe('How do I travel?'));
  it('cuts by letters, never inside one', () => {
    const title = titleOf('😀'.repeat(100));
    expect([...title]).toHaveLength(60);
    expect(title.endsWith('😀…')).toBe(true);
  });
  it('leaves no control characters', () => expect(titleOf('a\0b\u001b[31mc')).toBe('a b [31mc'));
  it('is empty for nothing', () => expect(titleOf(' \n ')).toBe(''));
});
