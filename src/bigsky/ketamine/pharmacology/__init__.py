"""What a dose becomes in the body: regimen, compartments in closed form, published models, simulation."""
