"""What changed between two snapshots, told: terminal, HTML, JSON."""
