return await Ingestion.Bench.BenchProgram.RunAsync(args);
