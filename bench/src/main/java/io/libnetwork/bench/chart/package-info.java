/// A run's results as a picture.
///
/// Start with [io.libnetwork.bench.chart.Chart], which answers a document of SVG 1.1;
/// [io.libnetwork.bench.chart.ChartFile] is where it is kept. What belongs together in it is a
/// [io.libnetwork.bench.chart.Group]: ours, and what that was measured against. Nothing here
/// measures.
package io.libnetwork.bench.chart;
