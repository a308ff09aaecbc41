// Daylight on a surface. Placed into the vertex shader or into the fragment shader, whichever is quicker here.
// No loops and no arrays of samplers: software drivers crash on those.
uniform vec3 sky_light;
uniform vec3 ground_light;
uniform vec3 key_light;
uniform vec3 key_from;
uniform vec3 fill_light;
uniform vec3 rim_light;
uniform vec4 surface;       // broad gloss, sharp gloss, rim, share of the light that the colours already hold

// Linear colour of a surface of this albedo; n is its normal, v points to the viewer, both of unit length.
vec3 lit(vec3 albedo, vec3 n, vec3 v, float edge) {
  // The window is wide, so its light reaches a little past the terminator.
  float key = clamp(dot(n, key_from) * 0.72 + 0.28, 0.0, 1.0);
  vec3 light = mix(ground_light, sky_light, n.z * 0.5 + 0.5) + key_light * (key * key) + fill_light * (1.0 - edge);
  vec3 color = albedo * mix(light, vec3(1.0), surface.w);
  float h = clamp(dot(n, normalize(key_from + v)), 0.0, 1.0);
  float h2 = h * h;
  float h4 = h2 * h2;
  float h8 = h4 * h4;
  float h16 = h8 * h8;
  color += key_light * (surface.x * h8 + surface.y * h16 * h16 * h16);
  return color + rim_light * (surface.z * edge * edge * edge * (n.z * 0.4 + 0.6)) * (albedo + 0.08);
}

// A soft knee keeps white walls and shirts from burning out; then back to colours as seen.
vec3 as_seen(vec3 color) {
  return sqrt(color * (1.0 + color * 0.11) / (1.0 + color * 0.27));
}
