#version 120
// Vertices of everything that stands in the room. World space, because light, regions and the floor live there.
uniform mat4 p3d_ModelViewProjectionMatrix;
uniform mat4 p3d_ModelMatrix;
uniform mat4 p3d_ViewMatrixInverse;
uniform vec4 p3d_ColorScale;
attribute vec4 p3d_Vertex;
attribute vec3 p3d_Normal;
attribute vec4 p3d_Color;
varying vec3 v_normal;
varying vec3 v_view;
varying vec4 v_color;
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
  v_view = p3d_ViewMatrixInverse[3].xyz - world;
  v_normal = mat3(p3d_ModelMatrix) * p3d_Normal;
  vec4 color = p3d_Color * p3d_ColorScale;
  // Colours are stored as seen (sRGB); light adds up only in linear numbers. A square is near enough to the curve, and
  // the square root at the end of the fragment shader is its exact inverse.
  v_color = vec4(color.rgb * color.rgb, color.a);
#ifdef REGION
  v_world = world;
#endif
#ifdef TEXTURED
  v_uv = p3d_MultiTexCoord0;
#endif
}
