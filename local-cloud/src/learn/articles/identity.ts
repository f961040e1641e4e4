/** Articles about Microsoft Entra ID: on-behalf-of, consent, challenges, tokens. */
import type { Article } from '../article.js';

export const IDENTITY_ARTICLES: readonly Article[] = [
  {
    title: 'Microsoft identity platform and OAuth 2.0 On-Behalf-Of flow',
    url: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-on-behalf-of-flow',
    keywords:
      'OBO on-behalf-of jwt-bearer middle tier delegated 代理フロー 委任 トークン交換 オンビハーフオブ',
    sections: [
      {
        heading: 'What the flow is for',
        text: 'The on-behalf-of (OBO) flow lets a web API call another web API with the identity of the signed-in user. The user stays the same from the client through the middle-tier API to the downstream API; only the audience and the scopes of the token change. The flow works for users only, never for app-only tokens.',
      },
      {
        heading: 'Steps of the on-behalf-of flow',
        text: '1. The client signs the user in and gets token A for the middle-tier API. 2. The middle-tier API validates token A. 3. It sends token A as the assertion, with its own client credential, to the token endpoint and asks for the downstream scope. 4. Microsoft Entra ID checks consent and Conditional Access and issues token B. 5. The middle-tier API calls the downstream API with token B.',
        sample: {
          description: 'Token request of the on-behalf-of flow with a client secret',
          language: 'http',
          code: 'POST /{tenant}/oauth2/v2.0/token HTTP/1.1\nHost: login.microsoftonline.com\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=urn:ietf:params:oauth:grant-type:jwt-bearer\n&client_id={client-id}\n&client_secret={client-secret}\n&assertion={token-A}\n&scope=https://search.azure.com/.default\n&requested_token_use=on_behalf_of',
        },
      },
      {
        heading: 'Errors: consent and claims challenges',
        text: 'If consent is missing, the token endpoint answers invalid_grant with AADSTS65001; the client has to ask the user for consent. If a Conditional Access policy needs more, for example multifactor authentication, it answers interaction_required with a claims member; the middle-tier API passes these claims to the client, which signs in again with them.',
      },
      {
        heading: 'On-behalf-of with MSAL Node',
        text: 'A confidential client of MSAL Node offers acquireTokenOnBehalfOf. Keep one client per user or partition its cache, so that one user never meets the token of another.',
        sample: {
          description: 'Exchange a user assertion for a downstream token with MSAL Node',
          language: 'typescript',
          code: "import { ConfidentialClientApplication } from '@azure/msal-node';\n\nconst client = new ConfidentialClientApplication({\n  auth: { clientId, authority: `https://login.microsoftonline.com/${tenantId}`, clientSecret },\n});\n\nconst result = await client.acquireTokenOnBehalfOf({\n  oboAssertion: userToken,\n  scopes: ['https://search.azure.com/.default'],\n});",
        },
      },
    ],
  },
  {
    title: 'Claims challenges, claims requests, and client capabilities',
    url: 'https://learn.microsoft.com/en-us/entra/identity-platform/claims-challenge',
    keywords:
      'step-up MFA conditional access CAE cp1 insufficient_claims 条件付きアクセス クレームチャレンジ 多要素認証',
    sections: [
      {
        heading: 'What a claims challenge is',
        text: 'A claims challenge is an answer of an API that says the token lacks something: it comes as HTTP 401 with a WWW-Authenticate header that holds error="insufficient_claims" and a base64-encoded claims parameter. Continuous access evaluation and authentication contexts both use it.',
      },
      {
        heading: 'How conditional access works with it',
        text: 'Conditional Access policies are checked when a token is issued. If a policy of the downstream API asks for multifactor authentication, the on-behalf-of request fails with interaction_required and the claims to ask for. The client repeats the sign-in with these claims, the user does what is asked, and the call is tried again.',
      },
      {
        heading: 'Client capabilities',
        text: 'A client tells that it understands claims challenges by the capability cp1. The access token then carries xms_cc with the value cp1, and an API may answer with a challenge instead of a plain refusal.',
      },
    ],
  },
  {
    title: 'Validate tokens: what a protected web API must check',
    url: 'https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens',
    keywords:
      'access token validation signature issuer audience jwt claims scp roles アクセストークン 検証 署名 発行者',
    sections: [
      {
        heading: 'Checks',
        text: 'A web API checks the signature of an access token with the keys of the tenant, the issuer, the audience, the tenant id and the time of validity, and then the scopes (scp) or roles. It accepts only tokens that were issued for itself and treats tokens for other APIs as opaque.',
      },
      {
        heading: 'Signing keys',
        text: 'Keys are published at the jwks_uri of the discovery document and change without notice. Refresh them about every 24 hours, and at once, but not more often than every five minutes, when a token names an unknown key.',
      },
    ],
  },
  {
    title: 'Configure an app to trust a managed identity',
    url: 'https://learn.microsoft.com/en-us/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity',
    keywords:
      'managed identity federated credential FIC api://AzureADTokenExchange secretless workload identity マネージド ID フェデレーション資格情報 シークレットなし',
    sections: [
      {
        heading: 'What a managed identity is, and why it replaces the secret',
        text: 'A managed identity is an identity that Azure keeps for a resource, so that code needs no secret. An app registration can trust a managed identity as a federated identity credential: the app then proves who it is with a token of the managed identity instead of a client secret or a certificate.',
      },
      {
        heading: 'Set up the federated credential',
        text: 'Add a federated credential to the app registration: issuer https://login.microsoftonline.com/{tenant}/v2.0, subject the object id of the managed identity, audience api://AzureADTokenExchange. The managed identity must be user-assigned and in the same tenant.',
        sample: {
          description: 'Create the federated credential with Azure CLI',
          language: 'azurecli',
          code: 'az ad app federated-credential create --id <app-object-id> --parameters \'{\n  "name": "torii-managed-identity",\n  "issuer": "https://login.microsoftonline.com/<tenant-id>/v2.0",\n  "subject": "<managed-identity-principal-id>",\n  "audiences": ["api://AzureADTokenExchange"]\n}\'',
        },
      },
    ],
  },
  {
    title: 'Authorization code flow with PKCE',
    url: 'https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow',
    keywords: 'PKCE code_verifier code_challenge S256 single-page app redirect 認可コードフロー サインイン',
    sections: [
      {
        heading: 'What PKCE is',
        text: 'PKCE (proof key for code exchange, RFC 7636) binds an authorization code to the client that asked for it: the client sends the hash of a random verifier with the authorization request and the verifier itself with the token request. Single-page apps must use it.',
      },
      {
        heading: 'Redirect URIs of single-page apps',
        text: 'Register the redirect URI with the type spa. The token endpoint then answers with CORS headers, and refresh tokens live for 24 hours.',
      },
    ],
  },
];
