import { Tool } from '#libs/mcp';
import { toolClassesOf } from './tools.module.js';

class Greet {
  @Tool({ name: 'greet', description: 'Greets.' })
  greet(): string {
    return 'hello';
  }
}

class GreetLoudly extends Greet {}

class Helper {
  help(): string {
    return 'helped';
  }
}

function greeting(): string {
  return 'hello';
}

describe('toolClassesOf', () => {
  it('finds the classes with @Tool, inherited ones too', () => {
    expect(toolClassesOf({ Greet, GreetLoudly })).toEqual([Greet, GreetLoudly]);
  });

  it('leaves out whatever else a tool file exports', () => {
    expect(toolClassesOf({ Helper, greeting, arrow: () => 'hello', schema: {}, nothing: undefined })).toEqual(
      [],
    );
  });
});
