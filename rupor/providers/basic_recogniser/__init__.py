"""The built-in recogniser of a flow's phrases («базовое»): no download, small, honest about what it reaches."""
