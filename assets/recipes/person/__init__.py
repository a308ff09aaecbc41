"""How a clothed person is made from the base mesh: rig, skin and face, clothes, hair, light, file."""
