#!/usr/bin/env bash
# The three commands of infra/README.md in one: resources, package, code; then the smoke test. Needs az (signed in), the .NET SDK and zip.
# Usage: infra/deploy.sh GROUP LOCATION [PARAMETER=VALUE …]      for example: infra/deploy.sh genops westeurope zoneRedundant=true
# TOGETHER_API_KEY and GENOPS_ADMIN_KEY, when set, are written to the vault.
set -euo pipefail

group=${1:?usage: infra/deploy.sh GROUP LOCATION [PARAMETER=VALUE …]}
location=${2:?usage: infra/deploy.sh GROUP LOCATION [PARAMETER=VALUE …]}
shift 2
cd "$(dirname "$0")/.."

az group create --name "$group" --location "$location" --output none
az deployment group create --resource-group "$group" --name genops --parameters infra/main.bicepparam "$@" --output none

output() {
  az deployment group show --resource-group "$group" --name genops --query "properties.outputs.$1.value" --output tsv
}
app=$(output appName)
url=$(output url)

# The package must match the back end that the deployment chose.
publish=(dotnet publish src/GenOps.Functions --configuration Release --output .genops/publish)
if [ "$(output durableScheduler)" != none ]; then
  publish+=(-p:DurableBackend=scheduler)
fi
rm -rf .genops/publish .genops/app.zip
"${publish[@]}"
(cd .genops/publish && zip --quiet --recurse-paths ../app.zip .)
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src .genops/app.zip --output none

infra/smoke.sh "$url"
echo "$url"
