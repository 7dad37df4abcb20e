// A real OpenID provider on a free port of this machine, with people who sign in by name alone.
import { createServer } from "node:http";
import Provider from "oidc-provider";

// `people` by name: what the provider says of each. `client` is the address that people come back to.
export async function startProvider(people) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://localhost:${server.address().port}`;
  const clients = [];
  const begin = (site) => {
    clients.push({
      client_id: "portulan",
      client_secret: "a-secret-between-the-two-of-them",
      redirect_uris: [`${site}/office/login/sso/return`],
      post_logout_redirect_uris: [`${site}/office/login`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    });
    const provider = new Provider(issuer, {
      clients,
      cookies: { keys: ["of no worth"] },
      claims: { openid: ["sub"], email: ["email", "email_verified"] },
      // Said where it is asked for alone, as ProConnect does.
      conformIdTokenClaims: true,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
      findAccount: (_, id) =>
        people[id] && { accountId: people[id].sub ?? id, claims: () => ({ sub: people[id].sub ?? id, ...people[id] }) },
    });
    server.on("request", provider.callback());
  };
  return { issuer, begin, stop: () => server.close() };
}
