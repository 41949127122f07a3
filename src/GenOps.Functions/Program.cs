using GenOps.Functions.Hosting;
using Microsoft.Extensions.Hosting;

App.CreateBuilder(args).Build().Run();
