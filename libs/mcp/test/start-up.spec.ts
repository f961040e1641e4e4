import { Injectable, Scope, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { z } from 'zod';
import { Complete, McpModule, Resource, Tool, type McpModuleOptions } from '../src/index.js';
import { sampleOptions } from './sample.js';

class First {
  @Tool({ name: 'same', description: 'One.' })
  one(): string {
    return 'one';
  }
}

class Second {
  @Tool({ name: 'same', description: 'Two.' })
  two(): string {
    return 'two';
  }
}

class BadName {
  @Tool({ name: 'no spaces', description: 'Bad.' })
  bad(): string {
    return 'bad';
  }
}

class Silent {
  @Tool({ name: 'silent', description: ' ' })
  silent(): string {
    return '';
  }
}

class NotAnObject {
  @Tool({ name: 'text', description: 'Bad.', input: z.string() })
  text(): string {
    return '';
  }
}

class NotConvertible {
  @Tool({ name: 'when', description: 'Bad.', input: z.object({ when: z.date() }) })
  when(): string {
    return '';
  }
}

class BadUri {
  @Resource({ uri: 'no uri', name: 'bad' })
  bad(): string {
    return '';
  }
}

class Completer {
  @Complete({ prompt: 'nobody', argument: 'x' })
  complete(): string[] {
    return [];
  }
}

class Scoped {
  @Tool({ name: 'scoped', description: 'Needs a scope.', scopes: ['A'] })
  scoped(): string {
    return '';
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  @Tool({ name: 'per-request', description: 'Cannot be.' })
  tool(): string {
    return '';
  }
}

async function start(handlers: readonly Type[], options: Partial<McpModuleOptions> = {}): Promise<void> {
  const testing = await Test.createTestingModule({
    imports: [McpModule.forRoot(sampleOptions(options)), McpModule.forFeature(handlers)],
  }).compile();
  await testing.init();
  await testing.close();
}

describe('starting up', () => {
  it.each([
    [
      'two tools of one name',
      [First, Second],
      /"same" is declared twice: by First\.one\(\) and by Second\.two\(\)/,
    ],
    ['a bad name', [BadName], /BadName\.bad\(\).*"no spaces"/],
    ['a missing description', [Silent], /Silent\.silent\(\).*description/],
    ['a schema that is no object', [NotAnObject], /NotAnObject\.text\(\).*must describe an object/],
    [
      'a schema without JSON form',
      [NotConvertible],
      /NotConvertible\.when\(\).*cannot be written as JSON Schema/,
    ],
    ['a resource without URI', [BadUri], /BadUri\.bad\(\).*not a URI/],
    ['a completer of nothing', [Completer], /Completer\.complete\(\).*unknown prompt "nobody"/],
    ['a request-scoped provider', [PerRequest], /PerRequest is request-scoped/],
  ])('refuses %s, naming class and method', async (_what, handlers, message) => {
    await expect(start(handlers)).rejects.toThrow(message);
  });

  it.each(['caller', 'scopesOf'] as const)(
    'refuses a scoped tool without the option "%s"',
    async (option) => {
      const error = await start([Scoped], { [option]: undefined }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'mcp_configuration' });
      expect(String(error)).toContain(
        `Scoped.scoped() needs scopes or roles, but McpModule has no option "${option}"`,
      );
    },
  );

  it.each(['/mcp', 'https://api.example/mcp/', 'https://api.example/mcp#a'])(
    'refuses the resource %s',
    async (resource) => {
      await expect(start([], { resource })).rejects.toMatchObject({ code: 'mcp_configuration' });
    },
  );

  it.each([[[]], [[new Uint8Array(16)]]])('refuses encryption keys %j', async (encryptionKeys) => {
    await expect(start([], { encryptionKeys })).rejects.toMatchObject({ code: 'mcp_configuration' });
  });

  it('takes options that are made by a factory', async () => {
    const testing = await Test.createTestingModule({
      imports: [McpModule.forRootAsync({ useFactory: () => sampleOptions() }), McpModule.forFeature([First])],
    }).compile();
    await expect(testing.init()).resolves.toBeDefined();
    await testing.close();
  });
});
