"""What people see: charts, panels and lessons."""
