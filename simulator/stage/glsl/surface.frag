#version 120
// Light on everything that stands in the room. No loops and no arrays of samplers: software drivers crash on those.
uniform vec3 sky_light;
uniform vec3 ground_light;
uniform vec3 key_light;
uniform vec3 key_from;
uniform vec3 fill_light;
uniform vec3 rim_light;
uniform vec4 surface;       // broad gloss, sharp gloss, rim, share of the light that the colours already hold
varying vec3 v_normal;
varying vec3 v_view;
varying vec4 v_color;
#ifdef REGION
uniform vec3 region_from;
uniform vec3 region_to;
uniform vec4 region_glow;   // linear colour, radius in metres
varying vec3 v_world;
#endif
#ifdef GLOW
uniform vec4 glow;          // linear colour, strength
#endif
#ifdef GLASS
uniform float glass;        // 0 solid, 1 see-through
#endif
#ifdef TEXTURED
uniform sampler2D p3d_Texture0;
varying vec2 v_uv;
#endif

void main() {
  vec3 n = normalize(v_normal);
  vec3 v = normalize(v_view);
  float facing = dot(n, v);
  float toward_viewer = clamp(facing, 0.0, 1.0);
  vec3 albedo = v_color.rgb;
#ifdef TEXTURED
  vec3 texel = texture2D(p3d_Texture0, v_uv).rgb;
  albedo *= texel * texel;
#endif

  // The window is wide, so its light reaches a little past the terminator.
  float key = clamp(dot(n, key_from) * 0.72 + 0.28, 0.0, 1.0);
  vec3 lit = mix(ground_light, sky_light, n.z * 0.5 + 0.5) + key_light * (key * key) + fill_light * toward_viewer;
  vec3 color = albedo * mix(lit, vec3(1.0), surface.w);

  float h = clamp(dot(n, normalize(key_from + v)), 0.0, 1.0);
  float h2 = h * h;
  float h4 = h2 * h2;
  float h8 = h4 * h4;
  float h16 = h8 * h8;
  float edge = 1.0 - toward_viewer;
  float edge3 = edge * edge * edge;
  color += key_light * (surface.x * h8 + surface.y * h16 * h16 * h16);
  color += rim_light * (surface.z * edge3 * (n.z * 0.4 + 0.6)) * (albedo + 0.08);

#ifdef REGION
  vec3 along = region_to - region_from;
  vec3 rel = v_world - region_from;
  float t = clamp(dot(rel, along) / max(dot(along, along), 1e-6), 0.0, 1.0);
  float far = length(rel - along * t) / region_glow.w;
  float inside = 1.0 - smoothstep(0.86, 1.0, far);
  float ring = smoothstep(0.80, 0.92, far) * inside;
  color = mix(color, color * 0.60 + region_glow.rgb * (0.62 + 0.5 * edge), inside * 0.8);
  color = mix(color, region_glow.rgb * 1.7, ring * 0.45);
#endif
#ifdef GLOW
  color = mix(color, color * 0.72 + glow.rgb * (0.30 + 0.8 * edge3), glow.a);
#endif

  // A soft knee keeps white walls and shirts from burning out; then back to colours as seen.
  color = color * (1.0 + color * 0.11) / (1.0 + color * 0.27);
  color = sqrt(color);
  // Half a step of even noise where eight bits would show bands on a wall.
  color += fract(dot(gl_FragCoord.xy, vec2(0.75487767, 0.56984029))) * 0.0039216 - 0.0019608;

#ifdef GLASS
  float shell = edge * edge;
  float thin = 0.06 + 0.70 * shell;
  // Clear in the middle, and at the edge a cool line that stands out from a pale floor.
  vec3 pane = mix(mix(color, vec3(0.74, 0.84, 0.89), 0.6), vec3(0.33, 0.50, 0.59), shell);
#ifdef REGION
  // What lights up must be seen on glass too.
  thin = max(thin, inside * 0.34 + ring * 0.4);
  pane = mix(pane, color, inside * 0.8);
#endif
  gl_FragColor = vec4(mix(color, pane, glass), mix(1.0, thin, glass) * v_color.a);
#else
  gl_FragColor = vec4(color, v_color.a);
#endif
}
