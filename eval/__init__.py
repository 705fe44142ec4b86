"""Questions, metrics, calibration and benchmarks. Nothing imports this package."""
