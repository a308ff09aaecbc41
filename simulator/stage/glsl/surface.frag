#version 120
// Pixels of everything that stands in the room. The ordinary surface arrives lit; what glows, carries a picture or is
// see-through is lit here.
varying vec4 v_color;
#ifdef PIXEL
varying vec3 v_normal;
varying vec3 v_view;
//LIGHT
#endif
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
  vec3 color = v_color.rgb;
#ifdef PIXEL
  vec3 n = normalize(v_normal);
  vec3 v = normalize(v_view);
  float edge = 1.0 - clamp(dot(n, v), 0.0, 1.0);
#ifdef TEXTURED
  vec3 texel = texture2D(p3d_Texture0, v_uv).rgb;
  color *= texel * texel;
#endif
  color = lit(color, n, v, edge);

#ifdef REGION
  vec3 along = region_to - region_from;
  vec3 rel = v_world - region_from;
  float t = clamp(dot(rel, along) / max(dot(along, along), 1e-6), 0.0, 1.0);
  float far = length(rel - along * t) / region_glow.w;
  float inside = 1.0 - smoothstep(0.86, 1.0, far);
  float ring = smoothstep(0.80, 0.92, far) * inside;
  color = mix(color, color * 0.45 + region_glow.rgb * (0.72 + 0.4 * edge), inside * 0.8);
  color = mix(color, region_glow.rgb * 1.7, ring * 0.45);
#endif
#ifdef GLOW
  color = mix(color, color * 0.72 + glow.rgb * (0.30 + 0.8 * edge * edge * edge), glow.a);
#endif
  color = as_seen(color);
#endif

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
