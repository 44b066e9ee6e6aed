using Ingestion.Local.Commands;

return await LocalProgram.RunAsync(args);
