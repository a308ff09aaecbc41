#version 120
// A hull a few pixels outside the thing, whatever the distance.
uniform mat4 p3d_ModelViewProjectionMatrix;
uniform vec3 outline_px;    // width in pixels, 2 / frame width, 2 / frame height
attribute vec4 p3d_Vertex;
attribute vec3 p3d_Normal;

void main() {
  vec4 at = p3d_ModelViewProjectionMatrix * p3d_Vertex;
  vec2 out_dir = (p3d_ModelViewProjectionMatrix * vec4(p3d_Normal, 0.0)).xy;
  vec2 step_px = normalize(out_dir / outline_px.yz + 1e-6) * outline_px.x;
  at.xy += step_px * outline_px.yz * at.w;
  // Put it a hand's breadth behind the thing, so that it shows round the outside and not round every nose and pocket.
  at.z = (at.z + 0.1) / (at.w + 0.1) * at.w;
  gl_Position = at;
}
