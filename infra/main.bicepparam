// Values for one environment. Everything else has a default in main.bicep; README.md has the table.
using 'main.bicep'

param name = readEnvironmentVariable('GENOPS_NAME', 'genops')

// Secrets come from the environment of the shell that deploys, so that they stand in no file and on no command line. Unset: the vault keeps what it has.
param togetherApiKey = readEnvironmentVariable('TOGETHER_API_KEY', '')
param adminKey = readEnvironmentVariable('GENOPS_ADMIN_KEY', '')

param alertEmails = []

// What a busy installation switches on, in this order; SCALE.md says when.
param alwaysReadyHttp = 1
param alwaysReadyDurable = 1
param ledgerAccount = false
param durableScheduler = 'none'
param zoneRedundant = false
param privateNetwork = false
