// What more than one module speaks of: the identity that the app runs as, the private network, and the roles.

@export()
@description('The user-assigned identity of the app.')
type appIdentity = {
  id: string
  principalId: string
  clientId: string
}

@export()
@description('Where private endpoints go, and the DNS zone of each kind of endpoint (blob, queue, table, vault, scheduler).')
type privateNetwork = {
  subnetId: string
  zoneIds: object
}

@export()
@description('Built-in roles by what the app does with them. Each is assigned at one resource, never at the group.')
var roleIds = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  keyVaultSecretsUser: '4633458b-17de-408a-874b-0445c86b69e6'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
}
