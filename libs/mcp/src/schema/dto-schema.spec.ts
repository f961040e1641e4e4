import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsEmail,
  IsIBAN,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Describe } from './describe.decorator.js';
import { dtoSchema } from './dto-schema.js';

class Place {
  @IsString()
  @Length(1, 80)
  city!: string;
}

class Trip {
  @IsString()
  @Matches(/^[A-Z]{3}$/)
  @Describe('Three letters')
  code!: string;

  @IsInt()
  @Min(1)
  @Max(9)
  @IsOptional()
  travellers?: number;

  @IsIn(['train', 'plane'])
  by!: string;

  @IsEmail({}, { each: true })
  @IsArray()
  @ArrayMaxSize(3)
  tell!: string[];

  @ValidateNested({ each: true })
  @Type(() => Place)
  stops!: Place[];

  @ValidateNested()
  @Type(() => Place)
  home!: Place;
}

class Unknown {
  @IsIBAN()
  account!: string;
}

class Bare {
  anything = 1;
}

const PLACE = {
  type: 'object',
  properties: { city: { type: 'string', minLength: 1, maxLength: 80 } },
  required: ['city'],
  additionalProperties: false,
};

const GOOD = {
  code: 'OSA',
  by: 'train',
  tell: ['ada@contoso.example'],
  stops: [{ city: 'Kyoto' }],
  home: { city: 'Nara' },
};

describe('a DTO class as schema', () => {
  it('says its JSON Schema', () => {
    expect(dtoSchema(Trip, 'Trip').json).toEqual({
      type: 'object',
      properties: {
        code: { type: 'string', pattern: '^[A-Z]{3}$', description: 'Three letters' },
        travellers: { type: 'integer', minimum: 1, maximum: 9 },
        by: { enum: ['train', 'plane'] },
        tell: { type: 'array', maxItems: 3, items: { type: 'string', format: 'email' } },
        stops: { type: 'array', items: PLACE },
        home: PLACE,
      },
      required: ['code', 'by', 'tell', 'stops', 'home'],
      additionalProperties: false,
    });
  });

  it('gives an instance of the class', async () => {
    const checked = await dtoSchema(Trip, 'Trip').schema['~standard'].validate(GOOD);
    expect((checked as { value: Trip }).value).toBeInstanceOf(Trip);
    expect((checked as { value: Trip }).value.stops[0]).toBeInstanceOf(Place);
  });

  it.each([
    ['a missing property', { ...GOOD, code: undefined }, ['code']],
    ['a wrong item', { ...GOOD, stops: [{ city: '' }] }, ['stops', '0', 'city']],
    ['an unknown property', { ...GOOD, colour: 'red' }, ['colour']],
  ])('refuses %s and says where', async (_what, value, path) => {
    const checked = await dtoSchema(Trip, 'Trip').schema['~standard'].validate(value);
    expect(checked.issues?.[0]?.path).toEqual(path);
  });

  it.each([undefined, null, 'text', [GOOD]])('refuses %j, which is no object', async (value) => {
    const checked = await dtoSchema(Trip, 'Trip').schema['~standard'].validate(value);
    expect(checked.issues).toHaveLength(1);
  });

  it('refuses a rule without JSON Schema form at once, naming class, property and rule', () => {
    expect(() => dtoSchema(Unknown, 'input of tool "pay"')).toThrow(
      /input of tool "pay": Unknown\.account.*isIBAN/,
    );
  });

  it('refuses a class without decorators', () => {
    expect(() => dtoSchema(Bare, 'input')).toThrow(/Bare carries no class-validator decorator/);
  });
});
