/** The parts of the peers that are measured; these packages ship no types. */
declare module 'passport-jwt' {
  interface Options {
    readonly jwtFromRequest: (request: unknown) => string | null;
    readonly secretOrKeyProvider: unknown;
    readonly issuer: string;
    readonly audience: string;
    readonly algorithms: readonly string[];
  }
  type Verify = (claims: object, done: (error: unknown, user: unknown) => void) => void;
  const passportJwt: {
    readonly Strategy: new (options: Options, verify: Verify) => { authenticate(request: object): void };
    readonly ExtractJwt: { fromAuthHeaderAsBearerToken(): (request: unknown) => string | null };
  };
  export default passportJwt;
}
