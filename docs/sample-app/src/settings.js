/** What every pod has by the contract, and what this application's own settings are, once, at the start. */
function setting(name) {
  const value = process.env[name];
  if (value === undefined) {
    // To standard error, without any value: whoever reads logs must not find a secret.
    console.error(`${name} is not set.`);
    process.exit(1);
  }
  return value;
}

export const role = setting("APP_ROLE");
export const port = Number(setting("PORT"));
export const databaseUrl = setting("DATABASE_URL");
/** Only a migration has it: its user may change tables. */
export const migrationUrl = role === "migration" ? setting("DATABASE_MIGRATION_URL") : undefined;

/** appEnvironment */
export const greeting = setting("GREETING");
export const logLevel = setting("LOG_LEVEL");
/** appSecrets */
export const signingKey = setting("SIGNING_KEY");
