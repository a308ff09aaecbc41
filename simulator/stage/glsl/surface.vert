#version 120
// Vertices of everything that stands in the room. World space, because light, regions and the floor live there.
uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 p3d_ModelMatrix;
uniform mat4 p3d_ViewMatrixInverse;
uniform vec4 p3d_ColorScale;
attribute vec4 p3d_Vertex;
attribute vec3 p3d_Normal;
attribute vec4 p3d_Color;
varying vec4 v_color;
#ifdef PIXEL
varying vec3 v_normal;
varying vec3 v_view;
#else
//LIGHT
#endif
#ifdef REGION
varying vec3 v_world;
#endif
#ifdef TEXTURED
attribute vec2 p3d_MultiTexCoord0;
varying vec2 v_uv;
#endif

void main() {
  gl_Position = p3d_ModelViewProjectionMatrix * p3d_Vertex;
  vec3 world = (p3d_ModelMatrix * p3d_Vertex).xyz;
  vec3 view = p3d_ViewMatrixInverse[3].xyz - world;
  vec3 normal = mat3(p3d_ModelMatrix) * p3d_Normal;
  vec4 color = p3d_Color * p3d_ColorScale;
  // Colours are stored as seen (sRGB); light adds up only in linear numbers. A square is near enough to the curve, and
  // the square root at the end is its exact inverse.
  color.rgb *= color.rgb;
#ifdef PIXEL
  v_normal = normal;
  v_view = view;
#else
  vec3 n = normalize(normal);
  vec3 v = normalize(view);
  color.rgb = as_seen(lit(color.rgb, n, v, 1.0 - clamp(dot(n, v), 0.0, 1.0)));
#endif
  v_color = color;
#ifdef REGION
  v_world = world;
#endif
#ifdef TEXTURED
  v_uv = p3d_MultiTexCoord0;
#endif
}
