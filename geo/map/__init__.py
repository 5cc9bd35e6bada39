"""What a map is made of: classes and colours, light geometry, scripts, files that browsers keep."""
