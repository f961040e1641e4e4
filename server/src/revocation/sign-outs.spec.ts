import { SignOuts } from './sign-outs.js';

const TID = '10000000-c047-4050-8a00-000000000001';
const NOW = 1_800_000_000;
const HOUR = 3600;
const caller = (claims: object, oid = 'ada', tid = TID) => ({ tid, oid, claims: { iat: NOW, ...claims } });

describe('SignOuts', () => {
  it('refuses a disabled account until it is enabled again', () => {
    const signOuts = new SignOuts(TID);
    signOuts.set({ oid: 'ada', disabled: true }, NOW);
    expect(signOuts.refuses(caller({}))).toBe(true);
    expect(signOuts.refuses(caller({ auth_time: NOW + HOUR }))).toBe(true);
    expect(signOuts.refuses(caller({}, 'ben'))).toBe(false);
    expect(signOuts.refuses(caller({}, 'ada', 'another tenant'))).toBe(false);
    signOuts.set({ oid: 'ada', disabled: false, validFrom: NOW - 100 * HOUR }, NOW);
    expect(signOuts.refuses(caller({}))).toBe(false);
    expect(signOuts.size).toBe(0);
  });

  it('goes by auth_time, and without it by iat and the five minutes that Entra dates it back', () => {
    const signOuts = new SignOuts(TID);
    signOuts.set({ oid: 'ada', disabled: false, validFrom: NOW }, NOW);
    expect(signOuts.refuses(caller({ auth_time: NOW - 1 }))).toBe(true);
    expect(signOuts.refuses(caller({ auth_time: NOW }))).toBe(false);
    expect(signOuts.refuses(caller({ auth_time: NOW - 1, iat: NOW + 10 }))).toBe(true);
    expect(signOuts.refuses(caller({ iat: NOW - 301 }))).toBe(true);
    expect(signOuts.refuses(caller({ iat: NOW - 300 }))).toBe(false);
  });

  it('reports everybody once who has newly ended, and each further ending', () => {
    const signOuts = new SignOuts(TID);
    const ended: string[] = [];
    signOuts.onEnded((tid, oid) => ended.push(`${tid === TID} ${oid}`));
    for (let replay = 0; replay < 3; replay += 1) {
      signOuts.set({ oid: 'ada', disabled: true }, NOW + replay);
      signOuts.set({ oid: 'ben', disabled: false, validFrom: NOW }, NOW);
    }
    signOuts.set({ oid: 'ben', disabled: false, validFrom: NOW + 1 }, NOW + 1);
    signOuts.set({ oid: 'carla', disabled: false, validFrom: NOW - 30 * HOUR }, NOW);
    expect(ended).toEqual(['true ada', 'true ben', 'true ben']);
  });

  it('forgets people when no token of theirs can be alive any more', () => {
    const signOuts = new SignOuts(TID);
    signOuts.set({ oid: 'ada', disabled: true }, NOW);
    signOuts.set({ oid: 'ben', disabled: false, validFrom: NOW + HOUR }, NOW + HOUR);
    signOuts.sweep(NOW + 29 * HOUR);
    expect(signOuts.size).toBe(2);
    signOuts.sweep(NOW + 29 * HOUR + 1);
    expect(signOuts.size).toBe(1);
    signOuts.sweep(NOW + 31 * HOUR);
    expect(signOuts.size).toBe(0);
  });

  it('holds a million people and no more; the newest stay', () => {
    const signOuts = new SignOuts(TID);
    for (let person = 0; person < 1_000_001; person += 1) {
      signOuts.set({ oid: String(person), disabled: true }, NOW);
    }
    expect(signOuts.size).toBe(1_000_000);
    expect(signOuts.refuses(caller({}, '0'))).toBe(false);
    expect(signOuts.refuses(caller({}, '1000000'))).toBe(true);
  });
});
