/** Articles about MSAL in the browser and Microsoft Graph. */
import type { Article } from '../article.js';

export const CLIENT_ARTICLES: readonly Article[] = [
  {
    title: 'Sign in users and call an API from an Angular app with MSAL Angular',
    url: 'https://learn.microsoft.com/en-us/entra/identity-platform/tutorial-single-page-apps-angular-sign-in-users',
    keywords: 'msal angular interceptor guard spa standalone サインイン アンギュラー',
    sections: [
      {
        heading: 'Configure MSAL Angular',
        text: 'MSAL Angular wraps MSAL.js for Angular: a factory makes the PublicClientApplication, an interceptor adds access tokens to calls of protected resources, and a guard signs users in before a route opens. Tokens are kept in session storage by default.',
        sample: {
          description: 'Provide MSAL Angular in a standalone application',
          language: 'typescript',
          code: "import { MSAL_INSTANCE, MsalService } from '@azure/msal-angular';\nimport { PublicClientApplication } from '@azure/msal-browser';\n\nexport const appConfig: ApplicationConfig = {\n  providers: [\n    {\n      provide: MSAL_INSTANCE,\n      useFactory: () =>\n        new PublicClientApplication({\n          auth: { clientId, authority: `https://login.microsoftonline.com/${tenantId}`, redirectUri: '/redirect.html' },\n        }),\n    },\n    MsalService,\n  ],\n};",
        },
      },
      {
        heading: 'Get a token and call the API',
        text: 'Ask for the scope of your API silently first and interactively when that fails. Pass the claims of a claims challenge on to the interactive request.',
        sample: {
          description: 'Acquire a token silently with MSAL Angular, interactively where needed',
          language: 'typescript',
          code: 'const request = { scopes: [`${apiUri}/access_as_user`], account };\ntry {\n  return await msal.instance.acquireTokenSilent(request);\n} catch (error) {\n  if (!(error instanceof InteractionRequiredAuthError)) throw error;\n  await msal.instance.acquireTokenRedirect({ ...request, claims: error.claims });\n}',
        },
      },
    ],
  },
  {
    title: 'Get a user with Microsoft Graph',
    url: 'https://learn.microsoft.com/en-us/graph/api/user-get',
    keywords: 'graph me profile User.Read displayName プロフィール',
    sections: [
      {
        heading: 'GET /me',
        text: 'GET /v1.0/me returns the signed-in user: display name, job title, mail, office location and more. The delegated permission User.Read is enough. Choose the properties with $select.',
        sample: {
          description: 'Read the signed-in user with Microsoft Graph',
          language: 'http',
          code: 'GET https://graph.microsoft.com/v1.0/me?$select=displayName,jobTitle,department\nAuthorization: Bearer {token}',
        },
      },
    ],
  },
  {
    title: 'App registrations: expose an API and pre-authorise clients',
    url: 'https://learn.microsoft.com/en-us/entra/identity-platform/quickstart-configure-app-expose-web-apis',
    keywords:
      'app registration scope application id uri admin consent knownClientApplications アプリの登録 スコープ 同意',
    sections: [
      {
        heading: 'Add a scope',
        text: 'Set the Application ID URI under Expose an API and add a scope such as access_as_user. Clients ask for it by its full name, for example api://{client-id}/access_as_user; the token carries the short name in scp.',
      },
      {
        heading: 'Pre-authorise clients and combined consent',
        text: 'Clients on the list of authorised client applications are not asked for consent. Put the client id of the browser app into knownClientApplications of the API, and one consent page covers the API and what the API calls on behalf of the user.',
      },
    ],
  },
];
