/** Token of the put-together proxy; private to the library. */
export const OAUTH_PROXY = Symbol('OAuthProxy');
